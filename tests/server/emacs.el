;;; Opens a form in Emacs, mends it and saves it as a person would, and writes down what the person sees.  -*- lexical-binding: t; -*-

;; The variable TASK names a file of JSON with what to do, SEEN the file to write to, and LIBRARY the folder of evallint.el.

;; Emacs leaves Debian's packages out where it leaves out everything else.
(let ((packages "/usr/share/emacs/site-lisp/elpa"))
  (when (file-directory-p packages)
    (dolist (folder (directory-files packages t "^[a-z]"))
      (add-to-list 'load-path folder))))
(add-to-list 'load-path (getenv "LIBRARY"))
(require 'evallint)
(require 'json)

(setq make-backup-files nil
      create-lockfiles nil
      auto-save-default nil
      eglot-autoshutdown t
      evallint-fix-on-save t)

(defconst patience 30 "How long anything may take, in seconds.")

(defvar task
  (with-temp-buffer
    (insert-file-contents (getenv "TASK"))
    (json-parse-buffer :object-type 'plist)))

(defun wait-for (what holds)
  (let ((end (+ (float-time) patience)) found)
    (while (and (not (setq found (funcall holds))) (< (float-time) end))
      (accept-process-output nil 0.02)
      ;; What happens between two commands of a person.
      (run-hooks 'post-command-hook))
    (or found (error "%s: not in %d s\n%s" what patience
                     (with-current-buffer "*Messages*" (buffer-string))))))

(defun position-of (place)
  "The position in the buffer of a PLACE as the command tells it."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- (plist-get place :line)))
    (+ (point) (1- (plist-get place :column)))))

(defun place-of (position)
  (save-excursion
    (goto-char position)
    (list :line (line-number-at-pos) :column (1+ (- (point) (line-beginning-position))))))

(defun findings ()
  (apply #'vector
         (mapcar
          (lambda (diagnostic)
            (let ((text (flymake-diagnostic-text diagnostic)))
              ;; Eglot says first whose it is and which.
              (string-match "\\`evallint \\[\\([^]]+\\)\\]: " text)
              (list :rule (match-string 1 text)
                    :severity (pcase (flymake-diagnostic-type diagnostic)
                                ('eglot-error "error") ('eglot-warning "warning") ('eglot-note "info"))
                    :message (substring text (match-end 0))
                    :start (place-of (flymake-diagnostic-beg diagnostic))
                    :end (place-of (flymake-diagnostic-end diagnostic)))))
          (flymake-diagnostics))))

(defun hover (place)
  (goto-char (position-of place))
  (let (said)
    (eglot-hover-eldoc-function (lambda (info &rest _) (setq said info)))
    (wait-for "the hover" (lambda () said))
    (substring-no-properties said)))

(defun completions (place)
  (goto-char (position-of place))
  (let ((table (nth 2 (eglot-completion-at-point))))
    (apply #'vector (mapcar #'substring-no-properties (all-completions "" table)))))

(defun fix (finding)
  "Choose the quick fix of a FINDING from the menu."
  (goto-char (position-of (plist-get finding :start)))
  (let ((last-nonmenu-event t)
        (before (buffer-chars-modified-tick)))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt menu &rest _)
                 (car (cl-find-if (lambda (item) (string-prefix-p (plist-get finding :title) (car item))) menu)))))
      (call-interactively #'eglot-code-actions))
    (wait-for "the fix" (lambda () (/= before (buffer-chars-modified-tick))))))

(defun complaints ()
  "What Eglot said, other than that all is well."
  (with-current-buffer "*Messages*"
    (goto-char (point-min))
    (let (found)
      (while (re-search-forward "^\\(?:\\[eglot\\]\\|\\[jsonrpc\\]\\|Warning\\).*$" nil t)
        (let ((line (match-string 0)))
          (unless (string-match-p "Connected!\\|edits to .*done\\|Edit successful" line)
            (push line found))))
      (apply #'vector (nreverse found)))))

(condition-case problem
    (progn
      (switch-to-buffer (find-file-noselect (plist-get task :file)))
      (wait-for "the findings" (lambda () (and (eglot-managed-p) (flymake-diagnostics))))
      (let (before after hover completion)
        (setq before (findings)
              hover (hover (plist-get task :hover))
              completion (completions (plist-get task :completion)))
        (fix (plist-get task :fix))
        (save-buffer)
        (wait-for "the findings after saving"
                  (lambda () (= (length (flymake-diagnostics)) (plist-get task :after))))
        (setq after (findings))
        (let ((seen (list :before before :hover hover :completion completion :after after
                          :told (complaints)))
              (coding-system-for-write 'utf-8))
          (with-temp-file (getenv "SEEN")
            (insert (json-serialize seen)))))
      (eglot-shutdown (eglot-current-server))
      (kill-emacs 0))
  (error
   (message "%s" (error-message-string problem))
   (kill-emacs 1)))
