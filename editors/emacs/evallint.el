;;; evallint.el --- Check self-evaluation forms as they are written  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "26.3") (eglot "1.9"))

;;; Commentary:

;; Has Eglot start `evallint server' for files named *.eval.json, .yaml, .yml, .txt, .md and .tsv.  For a form that is
;; named otherwise there is M-x evallint-text-mode (or -json-mode, -yaml-mode).

;;; Code:

(require 'eglot)
(declare-function yaml-mode "yaml-mode")

(defgroup evallint nil
  "Check self-evaluation forms as they are written."
  :group 'tools)

(defcustom evallint-fix-on-save nil
  "Whether the safe fixes are made each time a form is saved."
  :type 'boolean)

(defun evallint-fix-all ()
  "Make all fixes that can only be meant in one way."
  (interactive)
  (let ((kind "source.fixAll.evallint"))
    (when (and (eglot-managed-p)
               (eglot-code-actions (point-min) (point-max) kind))
      (eglot-code-actions (point-min) (point-max) kind t))))

(defun evallint--before-save ()
  (when evallint-fix-on-save
    ;; Whatever goes wrong, the form is to be saved.
    (with-demoted-errors "evallint: %S"
      (evallint-fix-all))))

(defun evallint--setup ()
  (add-hook 'before-save-hook #'evallint--before-save nil t)
  (eglot-ensure))

(define-derived-mode evallint-text-mode text-mode "自评表"
  "Major mode for forms as text, whose cells are separated by tabs or pipes."
  (setq-local indent-tabs-mode t)
  (local-set-key (kbd "TAB") #'self-insert-command)
  (evallint--setup))

(define-derived-mode evallint-json-mode js-mode "自评表 JSON"
  "Major mode for forms in JSON."
  (evallint--setup))

(if (require 'yaml-mode nil t)
    (define-derived-mode evallint-yaml-mode yaml-mode "自评表 YAML"
      "Major mode for forms in YAML."
      (evallint--setup))
  (define-derived-mode evallint-yaml-mode text-mode "自评表 YAML"
    "Major mode for forms in YAML, plain for want of yaml-mode."
    (setq-local indent-tabs-mode nil
                comment-start "# ")
    (evallint--setup)))

(add-to-list 'auto-mode-alist '("\\.eval\\.\\(?:txt\\|md\\|tsv\\)\\'" . evallint-text-mode))
(add-to-list 'auto-mode-alist '("\\.eval\\.json\\'" . evallint-json-mode))
(add-to-list 'auto-mode-alist '("\\.eval\\.ya?ml\\'" . evallint-yaml-mode))

(add-to-list 'eglot-server-programs
             '((evallint-text-mode evallint-json-mode evallint-yaml-mode) . ("evallint" "server")))

(provide 'evallint)

;;; evallint.el ends here
